"""One file per tool whose settings say where records are. Each defines ``LAYOUT``, a `layout.Layout`."""
