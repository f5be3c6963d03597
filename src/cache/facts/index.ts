export { decodeFacts } from './decode.ts';
export { encodeFacts } from './encode.ts';
