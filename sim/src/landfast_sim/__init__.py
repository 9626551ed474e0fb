"""The simulated AWS: ministack with the parts that Landfast needs and nobody else has."""
