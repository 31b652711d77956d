import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

// Starts `udsync simulator` and reads its greeting: addresses and credentials of the three platforms.
export async function startSimulator(program) {
  const child = spawn(program, ['simulator', '--port', '0', '--recorded'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
  });
  const greeting = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the simulator ended at once (${code})`)));
  });
  return { greeting, stop: () => child.stdin.end() };
}
