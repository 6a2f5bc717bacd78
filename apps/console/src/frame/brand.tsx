import icon from '../icon.svg';

/** Name and sign of the product. */
export function Brand() {
  return (
    <span className="frame-brand">
      <img src={icon} alt="" />
      app2wxapp
    </span>
  );
}
