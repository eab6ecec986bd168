/** Reports to the terminal what fails, as soon as it does, and one line in the end. */
export default class {
  onTestResult({ path }, { failureMessage, console: lines }) {
    for (const { message, origin } of lines ?? []) console.log(`${message}\n${origin}`);
    if (failureMessage) console.log(`${path}\n${failureMessage}`);
  }

  onRunComplete(contexts, results) {
    const lanes = Array.from(contexts, ({ config }) => config.displayName?.name).join(', ');
    const counts = [
      `${results.numPassedTests} passed`,
      ...(results.numPendingTests > 0 ? [`${results.numPendingTests} skipped`] : []),
      ...(results.numFailedTests > 0 ? [`${results.numFailedTests} failed`] : []),
      ...(results.numRuntimeErrorTestSuites > 0
        ? [`${results.numRuntimeErrorTestSuites} files could not run`]
        : []),
    ];
    const seconds = ((Date.now() - results.startTime) / 1000).toFixed(1);
    console.log(`${lanes}: ${counts.join(', ')} in ${seconds} s`);
  }
}
