import { Refusal } from './cli/command';
import { writeProject } from './cli/project';

// The app of `cdk8s synth`, which says where its output belongs.
try {
  process.stdout.write(writeProject(process.env['CDK8S_OUTDIR'] ?? 'dist'));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
