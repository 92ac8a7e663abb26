import { describe, expect, it } from 'vitest';
import { checklists, queries, stepsOf } from './content.ts';

it('brings along the queries that steps name, and no other', () => {
  const named = new Set(checklists.flatMap(stepsOf).flatMap((step) => step.queries));
  expect([...queries.keys()].toSorted()).toEqual([...named].toSorted());
});

describe.each([...queries])('%s', (_, text) => {
  const lines = text.split('\n');
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  );
  const body = lines.slice(head.length);

  it('begins with its title and what it is about', () => {
    expect(head.length).toBeGreaterThanOrEqual(2);
    expect(head[0]).toMatch(/^\/\/ \S.{3,100}$/);
    expect(head.slice(1).join(' ').length).toBeLessThan(1_200);
  });

  it('says that counts are per tenant where a view runs it in several', () => {
    expect(head.slice(1).join(' ')).toContain('runs the query in each tenant by itself');
  });

  it('has no typographic quotes', () => {
    expect(text).not.toMatch(/[“”„‘’«»]/);
  });

  it('has comments on lines of their own', () => {
    for (const line of body) expect(line.slice(1)).not.toContain('//');
  });

  it('is more than the name of a table', () => {
    const stages = body.filter((line) => line.startsWith('| '));
    expect(stages.length).toBeGreaterThan(2);
    expect(body[0]).toMatch(/^[A-Z]\w+$/);
  });
});
