"""Acts of giving: the append-only table, the giving score, week totals."""
