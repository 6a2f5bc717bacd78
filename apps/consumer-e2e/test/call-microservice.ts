import { connect } from 'node:net';

/** What a microservice answers: a result, or an error. */
export interface MicroserviceAnswer {
  readonly response?: unknown;
  readonly err?: unknown;
}

/** Sends one message to a NestJS microservice over TCP, as its own client does: the length, `#`, and JSON. */
export async function callMicroservice(
  port: number,
  pattern: string,
  data: unknown,
): Promise<MicroserviceAnswer> {
  const socket = connect(port, '127.0.0.1');
  const message = JSON.stringify({ pattern, data, id: '1' });
  socket.write(`${message.length}#${message}`);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    const [, length = '', json = ''] = /^(\d+)#(.*)$/s.exec(text) ?? [];
    if (length !== '' && json.length >= Number(length)) break;
  }
  return JSON.parse(text.slice(text.indexOf('#') + 1)) as MicroserviceAnswer;
}
