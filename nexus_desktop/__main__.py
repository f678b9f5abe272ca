"""`python -m nexus_desktop`."""

import sys

from nexus_desktop.cli import main

sys.exit(main())
