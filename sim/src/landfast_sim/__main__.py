"""`python -m landfast_sim`: see README.md."""

import sys

from landfast_sim.server.main import main

if __name__ == "__main__":
    sys.exit(main())
