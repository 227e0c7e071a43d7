"""adr-tools and its descendants: ``.adr-dir`` holds the path of the folder."""

from adr.layout import Layout

LAYOUT = Layout("adr-tools", (".adr-dir",), lambda text: [text.strip()], "nygard")
