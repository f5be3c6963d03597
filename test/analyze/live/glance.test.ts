import { expect, it } from 'vitest';
import { glance } from '../../../src/analyze/live/glance.ts';

function looking(cost: number): { at(time: number): number; expire(): void } {
  let now = 0;
  let looks = 0;
  const look = glance(() => {
    now += cost;
    return ++looks;
  }, () => now);
  return {
    at(time) {
      now = time;
      return look();
    },
    expire: look.expire,
  };
}

it('looks again after twenty times what looking took', () => {
  const times = looking(10);
  expect([times.at(0), times.at(100), times.at(209), times.at(210)]).toEqual([1, 1, 1, 2]);
});

it('looks every time when looking costs nothing', () => {
  const times = looking(0);
  expect([times.at(0), times.at(0), times.at(1)]).toEqual([1, 2, 3]);
});

it('looks at once when what it knows has expired', () => {
  const times = looking(10);
  times.at(0);
  times.expire();
  expect([times.at(20), times.at(30)]).toEqual([2, 2]);
});
