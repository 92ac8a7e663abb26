import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createStage } from '../../../../main/tenants/stage.ts';
import { FakeView } from '../../../support/fake-view.ts';

const AREA = { x: 240, y: 100, width: 800, height: 600 };

function aStage(zoom = 1) {
  const children: unknown[] = [];
  const content = {
    addChildView: (view: unknown) => children.push(view),
    removeChildView: (view: unknown) => children.splice(children.indexOf(view), 1),
  };
  return { stage: createStage(content, () => zoom), children };
}

describe('the stage', () => {
  it('shows one page in the area and keeps the others ready', () => {
    const { stage, children } = aStage();
    const [a, b] = [new FakeView(), new FakeView()];
    stage.setArea(AREA);
    stage.show(a.asView());
    stage.show(b.asView());
    expect(children).toEqual([a, b]);
    expect([a.isVisible, b.isVisible]).toEqual([false, true]);
    expect(b.bounds).toEqual(AREA);
  });

  it('follows the zoom of the shell', () => {
    const { stage } = aStage(1.5);
    const view = new FakeView();
    stage.setArea({ x: 100, y: 10, width: 101, height: 200 });
    stage.show(view.asView());
    expect(view.bounds).toEqual({ x: 150, y: 15, width: 152, height: 300 });
  });

  it('shows and pictures nothing while it is shut, whatever the shell asks for', async () => {
    const { stage } = aStage();
    const [a, b] = [new FakeView(), new FakeView()];
    stage.setArea(AREA);
    stage.show(a.asView());
    stage.setShut(true);
    expect(a.isVisible).toBe(false);

    stage.show(b.asView());
    stage.uncover();
    stage.setArea(AREA);
    expect([a.isVisible, b.isVisible]).toEqual([false, false]);
    expect(await stage.takeStill()).toBeNull();

    stage.setShut(false);
    expect([a.isVisible, b.isVisible]).toEqual([false, true]);
  });

  it('gives a page its size below a cover, where it would be laid out for none', () => {
    const { stage } = aStage();
    const view = new FakeView();
    stage.setArea(AREA);
    stage.cover();
    stage.show(view.asView());
    expect(view.isVisible).toBe(false);
    expect(view.bounds).toEqual(AREA);
  });

  it('shows nothing while the area is empty', () => {
    const { stage } = aStage();
    const view = new FakeView();
    stage.show(view.asView());
    expect(view.isVisible).toBe(false);
  });

  it('takes the page away when the area is taken back, not when it comes back at once', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { stage } = aStage();
    const view = new FakeView();
    const seen: boolean[] = [];
    stage.setArea(AREA);
    stage.show(view.asView());
    view.setVisible = (isVisible) => void seen.push(isVisible);

    stage.setArea({ x: 0, y: 0, width: 0, height: 0 });
    stage.setArea({ ...AREA, height: 500 });
    vi.runAllTimers();
    expect(seen).toEqual([true]);
    expect(view.bounds).toEqual({ ...AREA, height: 500 });

    stage.setArea({ x: 0, y: 0, width: 0, height: 0 });
    vi.runAllTimers();
    expect(seen).toEqual([true, false]);
  });

  it('gives a still and takes the page away until it is uncovered', async () => {
    const { stage } = aStage();
    const view = new FakeView();
    stage.setArea(AREA);
    stage.show(view.asView());
    expect(await stage.takeStill()).toEqual({
      contentsId: view.contents.id,
      picture: `data:image/jpeg;base64,${Buffer.from('picture').toString('base64')}`,
    });
    expect(view.isVisible).toBe(true);
    stage.cover();
    expect(await stage.takeStill()).toBeNull();
    expect(view.isVisible).toBe(false);
    stage.uncover();
    expect(view.isVisible).toBe(true);
  });

  it('keeps a page that comes to the front under a cover covered', () => {
    const { stage } = aStage();
    const view = new FakeView();
    stage.setArea(AREA);
    stage.cover();
    stage.show(view.asView());
    expect(view.isVisible).toBe(false);
  });

  it('takes no picture when the page does not answer', async () => {
    const { stage } = aStage();
    const view = new FakeView();
    view.contents.capturePage = () => new Promise(() => undefined);
    stage.setArea(AREA);
    stage.show(view.asView());
    expect(await stage.takeStill()).toBeNull();
  });

  it('lets go of a page that ends', () => {
    const { stage, children } = aStage();
    const view = new FakeView();
    stage.show(view.asView());
    stage.remove(view.asView());
    expect(children).toEqual([]);
    stage.remove(view.asView());
    expect(children).toEqual([]);
  });
});
