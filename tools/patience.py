"""A kernel's client that never waits without end, as nbclient's and Voilà's now and then do."""

import math
import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

LOOK = 0.25  # seconds after which one looks again for a reply


class PatientChannel(AsyncZMQSocketChannel):
    """Looks again now and then. A socket tells only once that a message is there; where something
    is sent at that moment, as for an Output widget, the news is lost.
    """

    async def get_msg(self, timeout=None):
        end = math.inf if timeout is None else time.monotonic() + timeout
        while time.monotonic() + LOOK < end:
            with suppress(Empty):
                return await super().get_msg(LOOK)
        return await super().get_msg(max(0, end - time.monotonic()))


class PatientClient(AsyncKernelClient):
    """Waits for replies by a patient channel."""

    shell_channel_class = Type(PatientChannel)
