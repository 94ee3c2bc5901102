// Stands in for child_process where cdk8s asks for it, in the bundle.
