"""Gives a program the box's clock. Python imports this at startup if the folder is on its path.

So the hotline's programs run unchanged, by the commands of the Procfile, and none of them knows a
clock that can be moved.
"""

import hotline.wiring
from simulator.clock import steady_seconds, utc_now

hotline.wiring.utc_now, hotline.wiring.steady_seconds = utc_now, steady_seconds
