/* eslint-disable typescript/no-explicit-any -- much of it is newer than the platform's types */

/**
 * Ways in which a page asks for what a browser would ask its user about. Each runs inside the page,
 * as after a click, and comes back only when it was given what it asked for.
 */
export const PERMISSION_ATTEMPTS: Readonly<Record<string, () => Promise<unknown>>> = {
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  'screen picker': () => navigator.mediaDevices.getDisplayMedia({ video: true }),
  'screen by its id': () => {
    const mandatory = { chromeMediaSource: 'desktop', chromeMediaSourceId: 'screen:0:0' };
    return navigator.mediaDevices.getUserMedia({ video: { mandatory } as object });
  },
  'another page by its id': () => {
    const chromeMediaSourceId = 'web-contents-media-stream://1:1';
    const mandatory = { chromeMediaSource: 'tab', chromeMediaSourceId };
    return navigator.mediaDevices.getUserMedia({ video: { mandatory } as object });
  },
  'names of devices': async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (devices.every(({ label }) => label === '')) throw new Error('no names');
  },
  usb: () => (navigator as any).usb.requestDevice({ filters: [] }),
  hid: async () => {
    const devices = await (navigator as any).hid.requestDevice({ filters: [] });
    if (devices.length === 0) throw new Error('no devices');
  },
  serial: () => (navigator as any).serial.requestPort(),
  bluetooth: () => (navigator as any).bluetooth.requestDevice({ acceptAllDevices: true }),
  'clipboard text': () => navigator.clipboard.readText(),
  'clipboard items': () => navigator.clipboard.read(),
  'clipboard by command': async () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    field.focus();
    const isDone = document.execCommand('paste');
    if (!isDone && field.value === '') throw new Error('nothing pasted');
  },
  notifications: async () => {
    if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
  },
  'a notification unasked': () =>
    new Promise((shown, failed) => {
      const notification = new Notification('any');
      notification.addEventListener('show', shown);
      notification.addEventListener('error', () => failed(new Error('not shown')));
    }),
  location: () =>
    new Promise((got, failed) => navigator.geolocation.getCurrentPosition(got, failed)),
  midi: () => navigator.requestMIDIAccess(),
  'midi with system messages': () => navigator.requestMIDIAccess({ sysex: true }),
  'idle detection': async () => {
    const state = await (window as any).IdleDetector.requestPermission();
    if (state !== 'granted') throw new Error(state);
  },
  'arrangement of windows': () => (window as any).getScreenDetails(),
  'keyboard lock': () => (navigator as any).keyboard.lock(),
  'pointer lock': () => document.body.requestPointerLock() as unknown as Promise<void>,
  'whole screen': () =>
    new Promise((entered, failed) => {
      document.addEventListener('fullscreenchange', entered);
      // A refused request is never answered.
      document.documentElement.requestFullscreen().catch(failed);
      setTimeout(() => failed(new Error('not entered')), 1_000);
    }),
  'screen that stays on': () => navigator.wakeLock.request('screen'),
  'storage for good': async () => {
    if (!(await navigator.storage.persist())) throw new Error('not kept');
  },
  fonts: async () => {
    if ((await (window as any).queryLocalFonts()).length === 0) throw new Error('no fonts');
  },
  payment: () => {
    const method = { supportedMethods: 'https://security.microsoft.com/pay' };
    const total = { label: 'any', amount: { currency: 'EUR', value: '1' } };
    return new PaymentRequest([method], { total }).show();
  },
  'picture in picture': () => (window as any).documentPictureInPicture.requestWindow(),
  'another reality': () => (navigator as any).xr.requestSession('immersive-vr'),
  push: async () => {
    const registration = await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
    return registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: new Uint8Array(65).fill(4, 0, 1),
    });
  },
  'movement of the device': () =>
    new Promise((got, failed) => {
      const sensor = new (window as any).Accelerometer();
      sensor.addEventListener('reading', got);
      sensor.addEventListener('error', ({ error }: { error: Error }) => failed(error));
      sensor.start();
    }),
};

/** What a page can ask the state of. Names that this Chromium does not know are an error there. */
export const PERMISSION_NAMES: readonly string[] = [
  'accelerometer',
  'background-fetch',
  'background-sync',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'geolocation',
  'gyroscope',
  'idle-detection',
  'keyboard-lock',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'notifications',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointer-lock',
  'screen-wake-lock',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'not-yet-invented',
];

/** Everything a frame can be allowed by the page around it. */
export const FRAME_MAY = [
  'accelerometer; bluetooth; camera; clipboard-read; clipboard-write; display-capture; fullscreen',
  'geolocation; gyroscope; hid; idle-detection; local-fonts; magnetometer; microphone; midi',
  'payment; screen-wake-lock; serial; storage-access; usb; window-management; xr-spatial-tracking',
].join('; ');
