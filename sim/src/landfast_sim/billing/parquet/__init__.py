"""Parquet files: the little of the format that AWS's bills use, and nothing else.

https://parquet.apache.org/docs/file-format/
"""
