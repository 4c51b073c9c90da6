// Runs in browsers of any age, so it is written in the oldest JavaScript. It asks for what the app cannot do
// without: CompressionStream, modules and IndexedDB stand for the floor of Chrome 111, Safari 16.4, Firefox 126.
(() => {
  var able =
    typeof CompressionStream === 'function' &&
    'noModule' in document.createElement('script') &&
    'indexedDB' in window;
  if (able) return;
  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('too-old').hidden = false;
  });
})();
