"""The columns of legacy reports, CUR 2.0 and FOCUS, and what is in them."""
