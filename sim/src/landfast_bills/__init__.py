"""Made-up bills of AWS organizations, exact to the last digit, with the truth beside them."""
