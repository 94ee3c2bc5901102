/** Says at the end what was skipped and why, because jest only counts it. */
module.exports = class Skipped {
  onRunComplete(_, { testResults: files }) {
    const counts = new Map();
    for (const { status, title } of files.flatMap(({ testResults }) => testResults)) {
      const reason = status === 'pending' ? /\((skipped: .*)\)$/.exec(title)?.[1] : undefined;
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    for (const [reason, count] of counts) process.stderr.write(`${reason}, which ${count} ${count === 1 ? 'test needs' : 'tests need'}\n`);
  }
};
