// Runs the named steps of one library in order and tells what became of each.
export async function runSteps(library, steps) {
  const results = [];
  for (const [name, step] of steps) {
    try {
      results.push({ library, step: name, result: 'ok', detail: String((await step()) ?? '') });
    } catch (error) {
      const answer = error.response?.data ?? error.Fault ?? error;
      const detail = error.code === 'ERR_ASSERTION' ? error.message : JSON.stringify(answer);
      results.push({ library, step: name, result: 'FAILED', detail: `${error.message ?? ''} ${detail}` });
    }
  }
  return results;
}

// What a call that must fail fails with.
export async function failureOf(call) {
  let value;
  try {
    value = await call();
  } catch (error) {
    return error;
  }
  throw new Error(`should have failed, but gave ${JSON.stringify(value)}`);
}
