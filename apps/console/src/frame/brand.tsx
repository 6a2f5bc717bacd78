import icon from '../icon.svg';

/** Name and sign of the product. */
export function Brand() {
  return (
    <span className="frame-brand">
      <img src={icon} alt="" />
      <span>app2wxapp</span>
    </span>
  );
}
