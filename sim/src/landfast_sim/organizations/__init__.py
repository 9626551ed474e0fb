"""One AWS organization across accounts; ministack 1.5.33 gives every account one of its own."""
