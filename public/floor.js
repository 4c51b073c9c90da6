// Runs in browsers of any age, so it is written in the oldest JavaScript. It asks for what the app cannot do
// without: Web Locks, CompressionStream and modules stand for the floor of Chrome 111, Safari 16.4, Firefox 126.
(function () {
  var able = typeof CompressionStream === 'function' && 'locks' in navigator && 'noModule' in document.createElement('script') && 'indexedDB' in window;
  if (able) return;
  document.addEventListener('DOMContentLoaded', function () {
    document.getElementById('too-old').hidden = false;
  });
})();
