import { main } from './cli';

// The program `cdk8s-redpanda`, which is also the app of `cdk8s synth`.

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// A fault of the program is none of the codes that a command has: sysexits.h calls it EX_SOFTWARE.
const fault = 70;

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = fault;
  },
);
