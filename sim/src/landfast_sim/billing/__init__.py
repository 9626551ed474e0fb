"""The bill: reports and exports of it, the files they deliver, and what those hold."""
