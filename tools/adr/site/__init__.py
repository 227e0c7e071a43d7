"""The site: what turns a project into the staged tree, and the engines that turn that into HTML."""
