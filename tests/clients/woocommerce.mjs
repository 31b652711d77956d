import assert from 'node:assert/strict';
import library from '@woocommerce/woocommerce-rest-api';
import { failureOf, runSteps } from './steps.mjs';

const WooCommerceRestApi = library.default ?? library;

// Over plain http the library signs every request by OAuth 1.0a, the only thing a shop takes there.
function connection(store, consumerKey, consumerSecret) {
  return new WooCommerceRestApi({ url: store, consumerKey, consumerSecret, version: 'wc/v3' });
}

export function checkWooCommerce({ woocommerce }) {
  const api = connection(woocommerce.store_url, woocommerce.consumer_key, woocommerce.consumer_secret);
  let order;
  let product;
  return runSteps('@woocommerce/woocommerce-rest-api', [
    ['list orders', async () => {
      const answer = await api.get('orders', { per_page: 20, page: 2, orderby: 'id', order: 'asc' });
      assert.equal(answer.data.length, 20);
      assert.equal(Number(answer.headers['x-wp-totalpages']), Math.ceil(answer.headers['x-wp-total'] / 20));
      order = answer.data[0];
      return `${answer.headers['x-wp-total']} orders`;
    }],
    ['read an order', async () => {
      const answer = await api.get(`orders/${order.id}`);
      assert.deepEqual(answer.data, order);
    }],
    ['list by changed time', async () => {
      const parameters = { modified_after: '2020-01-01T00:00:00', dates_are_gmt: true, per_page: 5 };
      assert.equal((await api.get('orders', parameters)).data.length, 5);
    }],
    ['create a product', async () => {
      const answer = await api.post('products', { name: 'Zoë’s mug, 0.3 l', sku: 'MUG-1', regular_price: '9.90' });
      assert.equal(answer.status, 201);
      product = answer.data;
      assert.equal(product.price, '9.90');
    }],
    ['update the product', async () => {
      const answer = await api.put(`products/${product.id}`, { regular_price: '11.50' });
      assert.equal(answer.data.regular_price, '11.50');
      assert.equal((await api.get('products', { sku: 'MUG-1' })).data[0].id, product.id);
    }],
    ['batch', async () => {
      const answer = await api.post('products/batch', {
        create: [{ name: 'Cup', sku: 'CUP-1' }, { name: 'Again', sku: 'MUG-1' }],
        update: [{ id: product.id, stock_quantity: 4, manage_stock: true }],
      });
      assert.ok(answer.data.create[0].id);
      assert.equal(answer.data.create[1].error.code, 'product_invalid_sku');
      assert.equal(answer.data.update[0].stock_quantity, 4);
    }],
    ['see a refused record', async () => {
      const error = await failureOf(() => api.post('products', { name: 'Again', sku: 'MUG-1' }));
      assert.equal(error.response?.status, 400);
      return error.response.data.code;
    }],
    ['see a missing record', async () => {
      const error = await failureOf(() => api.get('orders/987654321'));
      assert.equal(error.response?.status, 404);
      return error.response.data.code;
    }],
    ['create an order', async () => {
      const answer = await api.post('orders', {
        billing: { first_name: 'Zoë', email: 'zoe@example.com', country: 'US' },
        line_items: [{ product_id: product.id, quantity: 2 }],
      });
      assert.equal(answer.data.line_items[0].quantity, 2);
      assert.equal(Number(answer.data.line_items[0].total), 23);
      order = answer.data;
    }],
    ['change its state', async () => {
      const answer = await api.put(`orders/${order.id}`, { status: 'completed' });
      assert.equal(answer.data.status, 'completed');
    }],
    ['make, list and remove a webhook', async () => {
      const made = await api.post('webhooks', {
        topic: 'order.updated', delivery_url: 'https://receiver.example.com/hook', secret: 's3cret' });
      assert.ok((await api.get('webhooks')).data.some((one) => one.id === made.data.id));
      await api.delete(`webhooks/${made.data.id}`, { force: true });
      assert.ok(!(await api.get('webhooks')).data.some((one) => one.id === made.data.id));
    }],
    ['see Basic credentials refused without TLS', async () => {
      const basic = connection(woocommerce.store_url, woocommerce.consumer_key, woocommerce.consumer_secret);
      basic.isHttps = true;
      const error = await failureOf(() => basic.get('orders'));
      assert.equal(error.response?.status, 401);
      return error.response.data.code;
    }],
    ['see a wrong signature refused', async () => {
      const stranger = connection(woocommerce.store_url, woocommerce.consumer_key, 'cs_wrong');
      const error = await failureOf(() => stranger.get('orders'));
      assert.equal(error.response?.status, 401);
      return error.response.data.message;
    }],
    ['see a wrong key refused', async () => {
      const stranger = connection(woocommerce.store_url, 'ck_wrong', 'cs_wrong');
      const error = await failureOf(() => stranger.get('orders'));
      assert.equal(error.response?.status, 401);
      return error.response.data.code;
    }],
  ]);
}
