// Stands in for node:child_process in the bundle, which starts no program.
