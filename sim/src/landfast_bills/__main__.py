"""`python -m landfast_bills`."""

import sys

from landfast_bills.command import main

sys.exit(main())
