import { describe, expect, it } from 'vitest';
import { createSlots } from '../../../../../main/data/cloud/slots.ts';

describe('createSlots', () => {
  it('lets so many work, and the next when one leaves', async () => {
    const slots = createSlots(2);
    const [a, b, c] = [slots.newSlot(), slots.newSlot(), slots.newSlot()];
    const order: string[] = [];
    await a.take();
    await b.take();
    const third = c.take().then(() => order.push('c'));

    order.push('before');
    a.leave();
    await third;

    expect(order).toEqual(['before', 'c']);
  });

  it('lets one that comes back go before one that has not begun', async () => {
    const slots = createSlots(1);
    const [back, fresh, holder] = [slots.newSlot(), slots.newSlot(), slots.newSlot()];
    const order: string[] = [];
    await back.take();
    back.leave();
    await holder.take();
    const waits = [
      fresh.take().then(() => order.push('fresh')),
      back.take().then(() => {
        order.push('back');
        back.leave();
      }),
    ];

    holder.leave();
    await Promise.all(waits);

    expect(order).toEqual(['back', 'fresh']);
  });

  it('passes on a place that comes to one that is closed', async () => {
    const slots = createSlots(1);
    const [holder, closed, next] = [slots.newSlot(), slots.newSlot(), slots.newSlot()];
    await holder.take();
    const late = closed.take();
    closed.close();
    const taken = next.take();

    holder.leave();

    await expect(Promise.all([late, taken])).resolves.toBeDefined();
  });
});
