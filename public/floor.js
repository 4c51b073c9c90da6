// For browsers of any age: shows #too-old (three languages at once) where the floor of engines is missed.
(function () {
  var able = typeof CompressionStream === 'function' && 'noModule' in document.createElement('script') && 'indexedDB' in window;
  if (able) return;
  document.addEventListener('DOMContentLoaded', function () {
    document.getElementById('too-old').hidden = false;
  });
})();
