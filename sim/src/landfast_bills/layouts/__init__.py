"""Where AWS puts the files of a bill, and the manifests that say so."""
