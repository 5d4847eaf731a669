import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problem } from '~/kernel/problem';
import { parseForm } from './parse-form.server';

const schema = z.object({
  email: z.string({ error: 'email_invalid' }).pipe(z.email({ error: 'email_invalid' })),
  password: z.string().min(3, 'password_too_short'),
  quantity: z.number().int().min(500),
  note: z.string().max(5).optional(),
});

const post = (fields: Record<string, string>) =>
  new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(fields) });
const good = { email: 'lin@example.com', password: 'secret', quantity: '500' };

async function accepted(fields: Record<string, string>) {
  const form = await parseForm(post(fields), schema, { hide: ['password'] });
  if (!form.ok) throw new Error('expected a good form');
  return form;
}

async function refused(request: Request) {
  const form = await parseForm(request, schema, { hide: ['password'] });
  if (form.ok) throw new Error('expected a bad form');
  return form.reply;
}

describe('parseForm', () => {
  it('gives the typed value', async () => {
    expect((await accepted(good)).value).toEqual({ ...good, quantity: 500 });
  });

  it('maps every issue to a code at its field, and keeps what was typed but nothing hidden', async () => {
    const fields = { email: 'lin', password: 'ab', quantity: '12', note: 'too long' };
    const { data: reply, init } = await refused(post(fields));
    expect(init?.status).toBe(422);
    expect(reply.error).toEqual({
      email: [{ code: 'email_invalid' }],
      password: [{ code: 'password_too_short', params: { minimum: 3 } }],
      quantity: [{ code: 'number_too_small', params: { minimum: 500 } }],
      note: [{ code: 'text_too_long', params: { maximum: 5 } }],
    });
    expect(reply.initialValue).toMatchObject({ email: 'lin', quantity: '12', note: 'too long' });
    expect(JSON.stringify(reply)).not.toContain('"ab"');
  });

  it('says what is missing when the body is no form', async () => {
    const request = new Request('http://localhost/', { method: 'POST', body: 'x'.repeat(10) });
    const { data: reply } = await refused(request);
    expect(reply.error).toMatchObject({
      email: [{ code: 'email_invalid' }],
      quantity: [{ code: 'value_required' }],
    });
  });

  it('puts the problem of a command above all fields, with the status of the table', async () => {
    const { data: reply, init } = (await accepted(good)).refuse(problem('last_owner'));
    expect(init?.status).toBe(409);
    expect(reply.error).toEqual({ '': [{ code: 'last_owner' }] });
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  it('puts the problem of a command at its field', async () => {
    const form = await accepted(good);
    const { data: reply } = form.refuse(problem('number_too_big', { maximum: 9 }, 'quantity'));
    expect(reply.error).toMatchObject({ quantity: [{ code: 'number_too_big', params: { maximum: 9 } }] });
  });

  it('answers success in place', async () => {
    expect((await accepted(good)).done({ reset: true }).init?.status).toBe(200);
  });
});
