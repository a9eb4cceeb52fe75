"""Python reads this at its start where the folder is on its path: the box's clock is the program's.

So the hotline's own programs run as they are, by the Procfile's own commands, and none of them
knows a clock that can be moved.
"""

import hotline.wiring
from simulator.clock import utc_now

hotline.wiring.utc_now = utc_now
