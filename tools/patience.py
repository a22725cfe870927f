"""A kernel client that never waits forever, as those of nbclient and Voilà sometimes do."""

import math
import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from traitlets import Type

LOOK = 0.25  # seconds between two looks for a reply


class PatientChannel(AsyncZMQSocketChannel):
    """A channel that looks repeatedly. A socket announces a message only once, and sending at that
    moment, as for an Output widget, loses the announcement.
    """

    async def get_msg(self, timeout=None):
        end = math.inf if timeout is None else time.monotonic() + timeout
        while time.monotonic() + LOOK < end:
            with suppress(Empty):
                return await super().get_msg(LOOK)
        return await super().get_msg(max(0, end - time.monotonic()))


class PatientClient(AsyncKernelClient):
    """A client that waits for replies on a patient channel."""

    shell_channel_class = Type(PatientChannel)
