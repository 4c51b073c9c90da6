import SparkMD5 from 'spark-md5';

/** CouchDB's name of some bytes: `md5-` and the base64 of their MD5. */
export const md5Digest = (bytes: ArrayBuffer): string =>
  `md5-${btoa(SparkMD5.ArrayBuffer.hash(bytes, true))}`;
