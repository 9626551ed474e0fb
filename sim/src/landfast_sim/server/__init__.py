"""Starting, listening, telling that it is ready."""
