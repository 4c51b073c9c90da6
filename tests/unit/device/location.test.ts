import { expect, test } from 'vitest';
import { locationDoor, type PositionSight, type Receiver } from '../../../src/device/location.ts';

/** A receiver whose readings and failures the test sends. */
function receiver() {
  let tell: PositionCallback = () => undefined;
  let fail: PositionErrorCallback = () => undefined;
  let isOn = false;
  let asked: PositionOptions | undefined;
  const door: Receiver = {
    watchPosition(success, failure, options) {
      tell = success;
      fail = failure ?? fail;
      asked = options;
      isOn = true;
      return 7;
    },
    clearWatch: (watch) => {
      if (watch === 7) isOn = false;
    },
  };
  return {
    door,
    isOn: () => isOn,
    asked: () => asked,
    fixes(latitude: number, longitude: number, accuracy: number) {
      const coords = { latitude, longitude, accuracy, altitude: null, speed: null };
      tell({ coords, timestamp: Date.parse('2026-03-14T15:00:00Z') } as GeolocationPosition);
    },
    fails: (code: number) => fail({ code } as GeolocationPositionError),
  };
}

function watched(door: Receiver | undefined) {
  const seen: PositionSight[] = [];
  const stop = locationDoor(door).watch((sight) => seen.push(sight));
  return { seen, states: () => seen.map((sight) => sight.state), stop };
}

test('asks for a fresh and precise fix, and turns the receiver off when nobody looks', () => {
  const phone = receiver();
  const amina = watched(phone.door);
  expect(phone.asked()).toEqual({ enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 });
  expect(phone.isOn()).toBe(true);
  amina.stop();
  expect(phone.isOn()).toBe(false);
  phone.fixes(21.1, -101.6, 5);
  expect(amina.states()).toEqual(['seeking']);
});

test('tells each fix with its accuracy', () => {
  const phone = receiver();
  const diego = watched(phone.door);
  phone.fixes(21.12200004, -101.684, 6.04);
  expect(diego.seen.at(-1)).toMatchObject({
    state: 'fixed',
    fix: { lat: 21.122, lon: -101.684, accuracyMetres: 6 },
  });
});

test('keeps the last fix when the receiver loses the sky', () => {
  const phone = receiver();
  const diego = watched(phone.door);
  phone.fixes(21.122, -101.684, 6);
  phone.fails(2);
  phone.fails(1);
  expect(diego.states()).toEqual(['seeking', 'fixed']);
});

test('a slow receiver is still searching; a refusal and a missing receiver are told', () => {
  const phone = receiver();
  const amina = watched(phone.door);
  phone.fails(3);
  expect(amina.states()).toEqual(['seeking']);
  phone.fails(1);
  expect(amina.states()).toEqual(['seeking', 'refused']);
  const none = receiver();
  const sana = watched(none.door);
  none.fails(2);
  expect(sana.states()).toEqual(['seeking', 'unavailable']);
  expect(watched(undefined).states()).toEqual(['unavailable']);
});
