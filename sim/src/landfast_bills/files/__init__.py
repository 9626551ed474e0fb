"""The files of a delivery: text and Parquet, packed and split as AWS does."""
