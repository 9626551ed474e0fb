"""The Resource Groups Tagging API where ministack 1.5.33 stops short of AWS."""
