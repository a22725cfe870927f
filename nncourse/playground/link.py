"""A state of the playground as an address, where the page is served as an app."""

import os
from urllib.parse import parse_qs

from nncourse.explorers._base.tokens import OtherVersion
from nncourse.messages import say
from nncourse.widgets import page


class Link:
    """The part of the playground that reads and writes links."""

    @classmethod
    def from_link(cls, **start):
        """In the state that the address of an app's page asks for, by ?state=TOKEN; else, and with
        a sentence where that is no token, as usual.
        """
        query = parse_qs(os.environ.get("QUERY_STRING", ""))  # from Voilà
        try:
            return cls.from_token(query["state"][0], **start) if "state" in query else cls(**start)
        except OtherVersion:
            sentence = say("old_link")
        except ValueError:
            sentence = say("bad_link")
        explorer = cls(**start)
        explorer.panel.words.value = f"<b>{sentence}</b>"
        return explorer

    @property
    def link(self):
        """The address at which others find this state, where the page is served as an app."""
        return f"{page.address()}?state={self.token}"
