/** What people say in their own words. Invented, in the two languages of the interviews. */
const WORDS = {
  ur: [
    'مرکز میں خواتین کے لیے الگ جگہ ہونی چاہیے۔',
    'ہمارے محلے میں ہفتے میں ایک دن ویکسین کا کیمپ لگایا جائے۔',
    'کوئی گھر آ کر سمجھائے تو بات دل کو لگتی ہے۔',
    'شناختی کارڈ نہ ہونے پر واپس بھیج دیا جاتا ہے۔ یہ ٹھیک نہیں۔',
    'بزرگوں کے لیے سواری کا انتظام کریں۔',
    'قطار بہت لمبی ہوتی ہے اور دھوپ میں کھڑا ہونا پڑتا ہے۔',
    'مسجد میں اعلان ہو تو زیادہ لوگ سنیں گے۔',
    'ویکسین کے بعد بخار ہوا تو ڈر لگا، کسی نے پہلے نہیں بتایا تھا۔',
    'ڈاکٹر نے آرام سے بات کی، اس سے تسلی ہوئی۔',
    'وہیل چیئر کے ساتھ مرکز کے اندر جانا ممکن نہیں۔',
    'فون پر بہت غلط باتیں آتی ہیں۔ سچ کا پتا نہیں چلتا۔',
    'آپ لوگوں کا شکریہ کہ آپ نے ہم سے پوچھا۔',
  ],
  en: [
    'Please give women their own place at the centre.',
    'A camp in our street once a week would help many of us.',
    'They sent me home because I had no identity card.',
    'Nobody told us that a fever is normal.',
    'The queue stands in the sun for hours.',
    'It helps when somebody comes and explains patiently.',
    'My father cannot climb the steps at the entrance.',
    'Thank you for asking us.',
  ],
} as const;

const REASONS = {
  ur: [
    'خاتون نے کارڈ دکھا کر سمجھایا کہ بانجھ پن والی بات جھوٹ ہے۔',
    'نشست میں ڈاکٹر سے خود سوال پوچھا۔',
    'پڑوسن نے ویکسین لگوائی اور وہ بالکل ٹھیک ہے۔',
    'گھر والوں نے مل کر بات کی۔',
    'ویکسین کے بعد بہت دن بخار رہا۔',
  ],
  en: [
    'The visitor showed a card and explained it.',
    'I asked the doctor myself at the session.',
    'My neighbour had it and she is well.',
    'We talked it over in the family.',
    'I had a fever for many days afterwards.',
  ],
} as const;

type Language = keyof typeof WORDS;

/** What people would tell the authorities. */
export const wordsFor = (language: Language): readonly string[] => WORDS[language];

/** What changed a view of the vaccine; the last one is a reason to trust it less. */
export const reasonsFor = (language: Language): readonly string[] => REASONS[language];
