import { hex } from '../../../hex.ts';
import { md5 } from '../../../md5.ts';
import { utf8 } from '../../../utf8.ts';
import { texts, type XFunction } from '../../functions/define.ts';
import { base64OfBytes, bytesOfBase64 } from '../base64.ts';
import { isSigned } from '../ed25519.ts';
import { sha1 } from '../sha1.ts';
import { sha256, sha384, sha512 } from '../sha2.ts';
import { textOfUtf8 } from '../utf8.ts';

const ALGORITHMS: Readonly<Record<string, (message: Uint8Array) => Uint8Array>> = {
  MD5: md5,
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': sha384,
  'SHA-512': sha512,
};

export const DIGEST_FUNCTIONS: Record<string, XFunction> = {
  /** Base64 unless `hex` is asked for; empty with an algorithm that there is not. */
  digest: texts(2, 3, (message, algorithm, encoding = '') => {
    const bytes = ALGORITHMS[algorithm.toUpperCase()]?.(utf8(message));
    if (!bytes) return '';
    return encoding.toLowerCase() === 'hex' ? hex(bytes) : base64OfBytes(bytes);
  }),
  /** What follows an Ed25519 signature, both in one base64 text; empty unless the key's owner signed it (JavaRosa). */
  'extract-signed': texts(2, 2, (signed, owner) => {
    const [all, key] = [bytesOfBase64(signed), bytesOfBase64(owner)];
    const message = all.slice(64);
    return isSigned(message, all.slice(0, 64), key) ? textOfUtf8(message) : '';
  }),
};
