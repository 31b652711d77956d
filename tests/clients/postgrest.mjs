import assert from 'node:assert/strict';
import { PostgrestClient } from '@supabase/postgrest-js';
import { runSteps } from './steps.mjs';

function row(id, status = 'processing') {
  const at = '2026-03-01T10:00:00Z';
  return {
    source_system: 'woo:shop', source_id: String(id), order_number: `NL-${id}`, status, currency: 'EUR',
    total_amount: 19.9, created_at: at, updated_at: at,
  };
}

const client = (address, key) =>
  new PostgrestClient(`${address}/rest/v1`, { headers: { apikey: key, Authorization: `Bearer ${key}` } });

// This library gives errors back instead of throwing them.
function good(answer) {
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  return answer;
}

export function checkPostgrest({ supabase }) {
  const warehouse = client(supabase.project_url, supabase.service_key);
  const key = { onConflict: 'source_system,source_id' };
  return runSteps('@supabase/postgrest-js', [
    ['create rows', async () => {
      const answer = good(await warehouse.from('orders').insert([row(1), row(2), row(3)]).select());
      assert.equal(answer.status, 201);
      assert.equal(answer.data.length, 3);
    }],
    ['upsert rows', async () => {
      const rows = [row(3, 'completed'), row(4)];
      const answer = good(await warehouse.from('orders').upsert(rows, key).select('source_id,status'));
      assert.deepEqual(answer.data.map((one) => one.status).sort(), ['completed', 'processing']);
    }],
    ['list with count, order and range', async () => {
      const answer = good(await warehouse.from('orders').select('*', { count: 'exact' })
        .order('source_id', { ascending: false }).range(1, 2));
      assert.equal(answer.count, 4);
      assert.deepEqual(answer.data.map((one) => one.source_id), ['3', '2']);
    }],
    ['count only', async () => {
      const answer = good(await warehouse.from('orders').select('*', { count: 'exact', head: true }));
      assert.equal(answer.count, 4);
    }],
    ['filter', async () => {
      const answer = good(await warehouse.from('orders').select('source_id')
        .in('source_id', ['1', '3', 'no "such"']).eq('status', 'completed'));
      assert.deepEqual(answer.data, [{ source_id: '3' }]);
    }],
    ['read one row', async () => {
      const answer = good(await warehouse.from('orders').select().eq('source_id', '1').single());
      assert.equal(answer.data.order_number, 'NL-1');
    }],
    ['read as CSV', async () => {
      const answer = good(await warehouse.from('orders').select('source_id,status').eq('source_id', '1').csv());
      assert.equal(answer.data, 'source_id,status\n1,processing');
    }],
    ['update a row', async () => {
      const answer = good(
        await warehouse.from('orders').update({ status: 'refunded' }).eq('source_id', '1').select());
      assert.equal(answer.data[0].status, 'refunded');
    }],
    ['delete a row', async () => {
      const answer = good(await warehouse.from('orders').delete({ count: 'exact' }).eq('source_id', '2'));
      assert.equal(answer.count, 1);
    }],
    ['call a function', async () => String(good(await warehouse.rpc('uds_schema_version')).data)],
    ['see a duplicate refused', async () => {
      const answer = await warehouse.from('orders').insert(row(3));
      assert.equal(answer.status, 409);
      assert.equal(answer.error.code, '23505');
      return answer.error.code;
    }],
    ['see no row where one is wanted', async () => {
      const answer = await warehouse.from('orders').select().eq('source_id', '99').single();
      assert.equal(answer.error.code, 'PGRST116');
      return answer.error.code;
    }],
    ['see an unknown table and column', async () => {
      const table = await warehouse.from('no_such_table').select();
      const column = await warehouse.from('orders').select('no_such_column');
      assert.deepEqual([table.error.code, column.error.code], ['PGRST205', '42703']);
      return `${table.error.code}, ${column.error.code}`;
    }],
    ['see a wrong key refused', async () => {
      const answer = await client(supabase.project_url, 'sb_secret_wrong').from('orders').select();
      assert.equal(answer.status, 401);
      return JSON.stringify(answer.error);
    }],
  ]);
}
