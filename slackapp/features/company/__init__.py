"""What people do side by side: long talks, firsts between them, and what went on helping."""
