/**
 * Pictures that neither temaki nor maki has, drawn here in their manner: filled, on a grid of 15. Each is the inside of
 * a symbol; `{bicycle}` stands for a picture of one of the two sets, so that a drawing can hold one.
 */
export const DRAWINGS = {
  brokenSurface:
    '<path d="M0 6.2L6 5.6L4.9 8.2L6.9 10L5.6 14H0Z"/><path d="M8.4 7L15 5.4V14H7.6L9.2 10L7.2 8.4Z"/><path d="M5.4 4L6.8 1.6L8.4 3.8Z"/><path d="M9.4 3.6L10.8 2.2L12 3.4Z"/>',
  pothole:
    '<path d="M0 6H3L3.8 8.2L5.4 8.9L6.4 11H9L9.8 9.2L11.3 8.4L12 6H15V14H0Z"/><path d="M5 4.2L6.2 2.4L7.6 4.4Z"/><path d="M8.6 3L9.8 1.2L11 3.2Z"/>',
  tactilePaving:
    '<path fill-rule="evenodd" d="M0 1.5A1 1 0 0 1 1 .5H7V14.5H1A1 1 0 0 1 0 13.5ZM1.5 2.5V12.5H2.9V2.5ZM4.3 2.5V12.5H5.7V2.5ZM8 .5H14A1 1 0 0 1 15 1.5V13.5A1 1 0 0 1 14 14.5H8ZM9 3.4A1 1 0 1 0 11 3.4A1 1 0 1 0 9 3.4ZM12 3.4A1 1 0 1 0 14 3.4A1 1 0 1 0 12 3.4ZM9 7.5A1 1 0 1 0 11 7.5A1 1 0 1 0 9 7.5ZM12 7.5A1 1 0 1 0 14 7.5A1 1 0 1 0 12 7.5ZM9 11.6A1 1 0 1 0 11 11.6A1 1 0 1 0 9 11.6ZM12 11.6A1 1 0 1 0 14 11.6A1 1 0 1 0 12 11.6Z"/>',
  ramp: '<path d="M0 14.5V13L15 8.6V14.5Z"/><g transform="translate(3.4 -.2) rotate(-12 5 5) scale(.68)">{wheelchair_active}</g>',
  bikeLane:
    '<path d="M0 0H1.4V15H0Z"/><path d="M13.6 0H15V15H13.6Z"/><path d="M7.5 .4L10.6 3.5H4.4Z"/><g transform="translate(2.2 4) scale(.71)">{maki:bicycle}</g>',
  blockedLane:
    '<path d="M0 0H1.4V15H0Z"/><path d="M13.6 0H15V15H13.6Z"/><path d="M4.2 .9L5.1 0L7.5 2.4L9.9 0L10.8 .9L8.4 3.3L10.8 5.7L9.9 6.6L7.5 4.2L5.1 6.6L4.2 5.7L6.6 3.3Z" transform="translate(1.5 0) scale(.8)"/><g transform="translate(1.9 4.6) scale(.75)">{maki:car}</g>',
  widen:
    '<g transform="translate(1.9 .8) scale(.76 .9)">{pedestrian}</g><path d="M0 7.5L2.6 4.8V6.7H3.6V8.3H2.6V10.2Z"/><path d="M15 7.5L12.4 4.8V6.7H11.4V8.3H12.4V10.2Z"/>',
  fastTraffic:
    '<path d="M0 11A7.5 7.5 0 0 1 15 11V12H12.4V11A4.9 4.9 0 0 0 2.6 11V12H0Z"/><path d="M6.4 10.4L11.4 5.9L8.7 11.9A1.45 1.45 0 1 1 6.4 10.4Z"/>',
  slowTraffic:
    '<g transform="translate(2.7 -1.6) scale(.64)">{maki:car}</g><path d="M2.6 11.6A5.6 4.2 0 0 1 12.4 11.6Z"/><path d="M0 12.4H15V14H0Z"/>',
  busStop:
    '<path fill-rule="evenodd" d="M3 0H12A1.5 1.5 0 0 1 13.5 1.5V9A1.5 1.5 0 0 1 12 10.5H3A1.5 1.5 0 0 1 1.5 9V1.5A1.5 1.5 0 0 1 3 0ZM3 1.2V9.3H12V1.2Z"/><path d="M6.7 10.5H8.3V15H6.7Z"/><g transform="translate(3.2 .9) scale(.575)">{maki:bus}</g>',
  crowd:
    '<circle cx="7.5" cy="4.6" r="2.3"/><path d="M3.7 14.5V11.6A3.8 3.8 0 0 1 11.3 11.6V14.5Z"/><circle cx="2.3" cy="4" r="1.7"/><path d="M0 12V9A2.5 2.5 0 0 1 4.3 7.3A5 5 0 0 0 2.7 11V12Z"/><circle cx="12.7" cy="4" r="1.7"/><path d="M15 12V9A2.5 2.5 0 0 0 10.7 7.3A5 5 0 0 1 12.3 11V12Z"/>',
  floodedPath:
    '<g transform="translate(2.9 -.6) scale(.64)">{pedestrian}</g><g fill="none" stroke="currentColor" stroke-width="1.5"><path d="M0 10.4c1.25-1 2.5-1 3.75 0s2.5 1 3.75 0 2.5-1 3.75 0 2.5 1 3.75 0"/><path d="M0 13.4c1.25-1 2.5-1 3.75 0s2.5 1 3.75 0 2.5-1 3.75 0 2.5 1 3.75 0"/></g>',
  streetStall:
    '<path d="M2 0H13L15 4.2A1.8 1.8 0 0 1 11.3 4.2A1.9 1.9 0 0 1 7.5 4.2A1.9 1.9 0 0 1 3.7 4.2A1.8 1.8 0 0 1 0 4.2Z"/><path d="M1.2 6.4H2.5V8.8H12.5V6.4H13.8V15H12.5V13.6H2.5V15H1.2Z"/>',
  older:
    '<g transform="translate(-1.2 0)">{pedestrian}</g><path d="M11.6 8.4A1.5 1.5 0 0 1 14.4 8.9V15H13.2V9A.4 .4 0 0 0 12.6 8.9Z"/>',
  stroller:
    '<path d="M0 1H2.4L3.2 3.4H5.6A5.6 5.6 0 0 1 13.4 0L8.2 5.6H14.6A6.4 6 0 0 1 8.4 11.4H6.6A5 5 0 0 1 2 7.4L1.4 2.4H0Z"/><circle cx="5" cy="13.4" r="1.6"/><circle cx="10.6" cy="13.4" r="1.6"/>',
  woman:
    '<circle cx="7.5" cy="2.2" r="2.2"/><path d="M5.9 5H9.1A1.2 1.2 0 0 1 10.2 5.8L12.8 11.2H10V15H5V11.2H2.2L4.8 5.8A1.2 1.2 0 0 1 5.9 5Z"/>',
};

/** Small signs in the corner: what is missing, wanted, right or wrong about the picture. Centre 0, 0; radius 3.6. */
const DISC = 'M-3.6 0A3.6 3.6 0 1 0 3.6 0A3.6 3.6 0 1 0 -3.6 0Z';
export const BADGES = {
  missing: `${DISC}M-2.05 -1.2L-1.2 -2.05L0 -.85L1.2 -2.05L2.05 -1.2L.85 0L2.05 1.2L1.2 2.05L0 .85L-1.2 2.05L-2.05 1.2L-.85 0Z`,
  wanted: `${DISC}M-.6 -2.3H.6V-.6H2.3V.6H.6V2.3H-.6V.6H-2.3V-.6H-.6Z`,
  right: `${DISC}M-2.2 .2L-1.3 -.7L-.5 .15L1.4 -1.75L2.3 -.85L-.5 1.95Z`,
  wrong: `${DISC}M-.7 -2.5H.7L.5 .7H-.5ZM-.7 1.75A.7 .7 0 1 0 .7 1.75A.7 .7 0 1 0 -.7 1.75Z`,
};
