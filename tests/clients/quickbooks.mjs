import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import QuickBooks from 'node-quickbooks';
import { failureOf, runSteps } from './steps.mjs';

function connection({ client_id, client_secret, realm_id, refresh_token }, token) {
  return new QuickBooks(
    client_id, client_secret, token, false, realm_id, true, false, 75, '2.0', refresh_token);
}

function codeOf(error) {
  const fault = error.Fault ?? error.response?.data?.Fault ?? error.response?.data?.fault ?? error.fault;
  return (fault?.Error ?? fault?.error)?.[0]?.code;
}

export function checkQuickBooks({ quickbooks }) {
  QuickBooks.V3_ENDPOINT_BASE_URL = `${quickbooks.base_url}/v3/company/`;
  const company = connection(quickbooks, quickbooks.access_token);
  const call = (name, ...parameters) => promisify(company[name].bind(company))(...parameters);
  let customer;
  let item;
  let invoice;
  const sale = (number) => ({
    CustomerRef: { value: customer.Id },
    DocNumber: number,
    Line: [{
      Amount: 12.5,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: { value: item.Id }, TaxCodeRef: { value: 'NON' } },
    }],
  });
  return runSteps('node-quickbooks', [
    ['read the company', async () => {
      const info = await call('getCompanyInfo', quickbooks.realm_id);
      assert.ok(info.CompanyName);
      return info.CompanyName;
    }],
    ['create a customer', async () => {
      customer = await call('createCustomer', { DisplayName: 'Zoë O’Neil & Sons' });
      assert.equal(customer.SyncToken, '0');
    }],
    ['read the customer', async () => {
      assert.deepEqual(await call('getCustomer', customer.Id), customer);
    }],
    ['update the customer', async () => {
      const change = { Id: customer.Id, SyncToken: '0', sparse: true, CompanyName: 'Sons' };
      customer = await call('updateCustomer', change);
      assert.equal(customer.CompanyName, 'Sons');
      assert.equal(customer.SyncToken, '1');
    }],
    ['list customers', async () => {
      const answer = await call('findCustomers', [
        { field: 'DisplayName', value: 'Zoë%', operator: 'LIKE' }, { field: 'limit', value: 5 }]);
      assert.deepEqual(answer.QueryResponse.Customer.map((one) => one.Id), [customer.Id]);
    }],
    ['count customers', async () => {
      const answer = await call('findCustomers', [{ count: true }]);
      assert.ok(answer.QueryResponse.totalCount >= 1);
    }],
    ['create an item', async () => {
      item = await call('createItem', {
        Name: 'Mug', Sku: 'MUG-1', Type: 'NonInventory', IncomeAccountRef: { value: '79' } });
      assert.equal(item.Sku, 'MUG-1');
    }],
    ['create an invoice', async () => {
      invoice = await call('createInvoice', sale('WC-1'));
      assert.equal(invoice.TotalAmt, 12.5);
    }],
    ['void the invoice', async () => {
      const answer = await call('voidInvoice', { Id: invoice.Id, SyncToken: invoice.SyncToken });
      assert.equal((answer.Invoice ?? answer).TotalAmt, 0);
    }],
    ['batch', async () => {
      const answer = await call('batch', [
        { bId: 'a', operation: 'create', Customer: { DisplayName: 'Another' } },
        { bId: 'b', Query: 'select * from Customer' }]);
      assert.equal(answer.BatchItemResponse.length, 2);
    }],
    ['changes since', async () => {
      const answer = await call('changeDataCapture', ['Customer', 'Invoice'], new Date(Date.now() - 3600e3));
      assert.ok(answer.CDCResponse[0].QueryResponse.length >= 1);
    }],
    ['see a duplicate refused', async () => {
      const error = await failureOf(() => call('createCustomer', { DisplayName: customer.DisplayName }));
      assert.equal(codeOf(error), '6240');
      return '6240';
    }],
    ['see an old version refused', async () => {
      const change = { Id: customer.Id, SyncToken: '0', sparse: true, CompanyName: 'x' };
      assert.equal(codeOf(await failureOf(() => call('updateCustomer', change))), '5010');
      return '5010';
    }],
    ['see a wrong token refused', async () => {
      const stranger = connection(quickbooks, 'wrong');
      const error = await failureOf(() => promisify(stranger.getCustomer.bind(stranger))(customer.Id));
      assert.equal(codeOf(error), '3200');
      return '3200';
    }],
  ]);
}
