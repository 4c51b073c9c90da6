import { hex } from '../../../hex.ts';
import { md5 } from '../../../md5.ts';
import { sha256 } from '../../../sha256.ts';
import { utf8 } from '../../../utf8.ts';
import { argument, define, type XFunction } from '../../functions/define.ts';
import { toText } from '../../values.ts';
import { isSigned } from '../ed25519.ts';
import { sha1 } from '../sha1.ts';
import { sha384, sha512 } from '../sha512.ts';
import { textOfUtf8 } from '../utf8.ts';
import { base64OfBytes, bytesOfBase64 } from './texts.ts';

const ALGORITHMS: Readonly<Record<string, (message: Uint8Array) => Uint8Array>> = {
  MD5: md5,
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

export const DIGEST_FUNCTIONS: Record<string, XFunction> = {
  /** Base64 unless `hex` is asked for; empty with an algorithm that there is not. */
  digest: define(2, 3, (args) => {
    const bytes = ALGORITHMS[toText(argument(args, 1)).toUpperCase()]?.(utf8(toText(argument(args, 0))));
    if (bytes === undefined) return '';
    return toText(argument(args, 2)).toLowerCase() === 'hex' ? hex(bytes) : base64OfBytes(bytes);
  }),
  /** What follows an Ed25519 signature, both in one base64 text; empty unless the key's owner signed it (JavaRosa). */
  'extract-signed': define(2, 2, (args) => {
    const [all, key] = args.map((arg) => Uint8Array.from(bytesOfBase64(toText(arg))));
    const [signature, message] = [all?.subarray(0, 64), all?.subarray(64)];
    return key && signature && message && isSigned(message, signature, key) ? textOfUtf8([...message]) : '';
  }),
};
