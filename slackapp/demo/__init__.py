"""The demo workspace: the real app started beside the sandbox."""
