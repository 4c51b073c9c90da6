export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers of so many bits each as numbers of so many others. */
const regrouped = (values: Iterable<number>, from: number, to: number): number[] => {
  const bits = Array.from(values, (value) => value.toString(2).padStart(from, '0')).join('');
  return (bits.match(new RegExp(`.{1,${to}}`, 'g')) ?? []).map((group) =>
    Number.parseInt(group.padEnd(to, '0'), 2),
  );
};

/** The bytes of a base64 text (RFC 4648); what is no base64 has none. */
export function bytesOfBase64(encoded: string): Uint8Array {
  const sixes = [...encoded.replace(/\s|=+$/g, '')].map((letter) => BASE64.indexOf(letter));
  return Uint8Array.from(
    sixes.includes(-1) ? [] : regrouped(sixes, 6, 8).slice(0, Math.floor(sixes.length * 0.75)),
  );
}

export function base64OfBytes(bytes: Uint8Array): string {
  const letters = regrouped(bytes, 8, 6).map((six) => BASE64[six]);
  return letters.join('').padEnd(Math.ceil(letters.length / 4) * 4, '=');
}
