import { checkPostgrest } from './postgrest.mjs';
import { checkQuickBooks } from './quickbooks.mjs';
import { startSimulator } from './simulator.mjs';
import { checkWooCommerce } from './woocommerce.mjs';

const program = process.argv[2] ?? '../../build/dev/bin/udsync';
const { greeting, stop } = await startSimulator(program);
let failed = 0;
for (const check of [checkWooCommerce, checkQuickBooks, checkPostgrest]) {
  for (const { library, step, result, detail } of await check(greeting)) {
    failed += result === 'ok' ? 0 : 1;
    console.log(`${result.padEnd(6)} ${library}: ${step}${detail ? ` (${detail})` : ''}`);
  }
}
stop();
process.exitCode = failed === 0 ? 0 : 1;
