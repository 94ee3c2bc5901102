import { Refusal } from './cli/command';
import { writeProject } from './cli/project';

try {
  // `cdk8s synth` says where its output belongs.
  process.stdout.write(writeProject(process.env['CDK8S_OUTDIR'] ?? 'dist'));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
